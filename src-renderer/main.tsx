import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './app/tokens.css'
import './ui/base.css'
import './ui/floating.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { present } from '#shared/lib/assert'
import { App } from './app/app.tsx'

createRoot(present(document.getElementById('root'), 'the root element')).render(<StrictMode><App /></StrictMode>)

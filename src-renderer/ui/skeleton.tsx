import './states.css'

export function Skeleton({ width }: { readonly width: number | string }) {
  return <span className="skeleton late" style={{ width }} aria-hidden />
}

/** Rows at their real height while the first page is on its way; nothing for the first 150 ms. */
export function SkeletonRows({ rows = 8 }: { readonly rows?: number }) {
  return (
    <div className="skeleton-rows late" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} aria-hidden><Skeleton width={56} /><Skeleton width={20} /><Skeleton width={110 + ((index * 37) % 60)} /><Skeleton width={140 - ((index * 23) % 50)} /></div>
      ))}
    </div>
  )
}

/** A country of the sample company with the names that its people and firms bear. */
export interface Place {
  readonly country: string
  /** Share of the records. */
  readonly weight: number
  readonly cities: readonly string[]
  readonly prefix: string
  readonly domain: string
  readonly legalForms: readonly string[]
  readonly firstNames: readonly string[]
  readonly lastNames: readonly string[]
}

const words = (text: string): readonly string[] => text.split(' ')

export const PLACES: readonly Place[] = [
  {
    country: 'Germany', weight: 22, cities: words('Hamburg Leipzig Stuttgart Bremen Kassel Mannheim'), prefix: '+49', domain: 'de', legalForms: words('GmbH AG KG'),
    firstNames: words('Lukas Hannah Stefan Anja Tobias Greta Felix Miriam Jonas Sabine Moritz Katrin Henning Lena Falk Ulrike Timo Svenja'),
    lastNames: words('Aigner Brandt Wieland Kessler Hofstede Lindner Rademacher Voigt Seidel Brenner Oswald Krämer Thalheim Neubauer Eickhoff Zeller Marquardt Pohlmann'),
  },
  {
    country: 'United Kingdom', weight: 16, cities: words('Leeds Bristol Norwich Cardiff Glasgow Reading'), prefix: '+44', domain: 'uk', legalForms: words('Ltd LLP Group'),
    firstNames: words('Oliver Beth Marcus Grace Peter Imogen Callum Priya Hugh Nadia Duncan Freya Rhys Amara Gareth Zoe Alistair Naomi'),
    lastNames: words('Stannard Carrow Oyelaran Adeyemi Hollis Whitlock Prewitt Gatwood Raman Penrose Ashdown Tolland Merrick Wainfleet Okafor Lyle Braithwell Choudhury'),
  },
  {
    country: 'France', weight: 13, cities: words('Lyon Nantes Lille Toulouse Rennes Dijon'), prefix: '+33', domain: 'fr', legalForms: words('SA SARL SAS'),
    firstNames: words('Camille Aline Hugo Margaux Bastien Élodie Théo Solène Yann Inès Rémi Clémence Adrien Maëlle Gaspard Noémie'),
    lastNames: words('Aubert Dufresne Tessier Verrier Marchand Lacombe Vasseur Corbin Pelletier Rousset Delorme Chevrier Fontanel Garnier Bellamy Trémont'),
  },
  {
    country: 'Italy', weight: 11, cities: words('Torino Bologna Verona Bari Parma Trieste'), prefix: '+39', domain: 'it', legalForms: words('SpA Srl'),
    firstNames: words('Elena Dario Chiara Matteo Giulia Lorenzo Paola Sandro Ilaria Fabio Marta Nico Serena Tullio Bianca Renzo'),
    lastNames: words('Marchetti Pellegri Rovati Ardizzone Ferrante Colombari Gallo Tironi Bassani Morelli Vitale Sartori Lucchesi Donati Brera Cavalli'),
  },
  {
    country: 'Spain', weight: 9, cities: words('Valencia Bilbao Sevilla Zaragoza Vigo Málaga'), prefix: '+34', domain: 'es', legalForms: words('SA SL'),
    firstNames: words('Rafael Yara Lucía Íñigo Marisol Álvaro Nuria Gonzalo Pilar Andrés Rocío Sergio Beatriz Tomás Alba Joaquín'),
    lastNames: words('Quintana Benitez Altamira Cobre Arregui Salcedo Villalba Montero Olivares Pastrana Requena Taboada Ugarte Zamorano Espinar Lozano'),
  },
  {
    country: 'Sweden', weight: 8, cities: words('Uppsala Malmö Lund Gävle Örebro Kalmar'), prefix: '+46', domain: 'se', legalForms: words('AB'),
    firstNames: words('Jonas Ingrid Sofie Henrik Astrid Magnus Linnea Oskar Tove Axel Maja Viggo Elsa Nils Saga Birger'),
    lastNames: words('Ekdahl Solheim Nyberg Lindqvist Aalto Sandström Bergvall Höglund Strandberg Wallin Forsman Åkerlund Norling Hedlund Sjödin Rask'),
  },
  {
    country: 'Czechia', weight: 6, cities: words('Brno Ostrava Plzeň Liberec Olomouc Zlín'), prefix: '+420', domain: 'cz', legalForms: words('a.s. s.r.o.'),
    firstNames: words('Stefan Nadia Tomasz Jana Marek Zuzana Ondřej Petra Radek Lenka Vojtěch Alena Jiří Tereza Pavel Hana'),
    lastNames: words('Ruzicka Kovalenko Moravec Svoboda Havelka Dvorak Zelenka Kubík Jelinek Hruška Vesely Beran Malek Tichý Kolar Sýkora'),
  },
  {
    country: 'Japan', weight: 5, cities: words('Kobe Sendai Nagoya Kanazawa Matsue'), prefix: '+81', domain: 'jp', legalForms: words('KK'),
    firstNames: words('Kenji Akira Naoko Haruka Daichi Yumi Satoshi Rin Takumi Emi Shota Mei'),
    lastNames: words('Morisawa Tanabe Watanuki Hoshino Kurokawa Ishida Onodera Fujimori Sakamaki Nakatani Uehara Kanzaki'),
  },
  {
    country: 'India', weight: 6, cities: words('Pune Kochi Indore Jaipur Mysuru'), prefix: '+91', domain: 'in', legalForms: words('Pvt'),
    firstNames: words('Priya Arjun Kavita Rohan Meera Vikram Anjali Sanjay Divya Nikhil Leela Farhan'),
    lastNames: words('Raman Deshpande Iyer Bhattacharya Kulkarni Menon Chauhan Nambiar Sethi Mistry Qureshi Venkatesan'),
  },
  {
    country: 'Brazil', weight: 4, cities: words('Curitiba Recife Campinas Florianópolis Goiânia'), prefix: '+55', domain: 'br', legalForms: words('SA Ltda'),
    firstNames: words('Inês Thiago Larissa Caio Renata Bruno Juliana Davi Marina Otávio Bianca Heitor'),
    lastNames: words('Carvalho Teixeira Figueira Monteiro Barreto Siqueira Vasconcelos Amaral Peixoto Rezende Duarte Nogueira'),
  },
]

export default function Home() {
  return <h1>Akis</h1>
}

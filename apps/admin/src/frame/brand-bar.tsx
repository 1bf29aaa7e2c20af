import { Link } from '../router.js'
import { Logo } from '../ui/icon.js'

/** On top of a page that belongs to nobody: whose it is, and the way to the first page. */
export function BrandBar() {
  return (
    <header className="flex h-14 flex-none items-center px-4 phone:h-16 phone:px-8">
      <Link
        className="flex min-h-10 items-center gap-2 rounded-2 text-16 font-semibold tracking-tight"
        href="/"
      >
        <Logo size={28} />
        Deskbell
      </Link>
    </header>
  )
}

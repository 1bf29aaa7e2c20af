import type { Me } from '@deskbell/protocol/account'
import { useSignOut } from '../accounts/sign-out.js'
import { useDesk } from '../accounts/signed-in.js'
import { navigate } from '../router.js'
import { Avatar } from '../ui/avatar.js'
import { Menu } from '../ui/menu.js'
import { MenuItem, MenuLabel, MenuRadios, MenuSeparator } from '../ui/menu-items.js'
import { themes, useTheme } from '../ui/theme.js'
import { ask, PALETTE_KEYS } from './desk-events.js'

/** Who is signed in, and what is theirs. */
export function UserMenu() {
  const { user } = useDesk().me
  const { theme, choose } = useTheme()
  const { signOut } = useSignOut()
  const name = nameOf(user)
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="fingertip grid size-9 shrink-0 place-items-center rounded-full hover:bg-press aria-expanded:bg-press"
        >
          <Avatar id={user.id} name={name} size={28} />
          {/* Not as aria-label: the two letters seen are not part of it. */}
          <span className="sr-only">{name}, my account</span>
        </button>
      }
    >
      <MenuLabel>
        <span className="block max-w-64 truncate font-medium text-13 text-text">{name}</span>
        <span className="block max-w-64 truncate">{user.email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuItem icon="user" onSelect={() => navigate('/account')}>
        Account
      </MenuItem>
      <MenuItem icon="search" keys={PALETTE_KEYS} onSelect={ask.palette}>
        Search and commands
      </MenuItem>
      <MenuItem icon="keyboard" keys="?" onSelect={ask.keys}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuRadios label="Theme" value={theme} onChange={choose} options={themes} />
      <MenuSeparator />
      <MenuItem icon="signOut" onSelect={signOut}>
        Sign out
      </MenuItem>
    </Menu>
  )
}

function nameOf({ first_name, last_name, username }: Me['user']): string {
  const name = `${first_name} ${last_name}`.trim()
  return name === '' ? username : name
}

import { useSignOut } from '../accounts/sign-out.js'
import { choose as chooseAttention, useChoice } from '../attention/settings.js'
import { beginNote, focusComposer } from '../rooms/composer/focus-composer.js'
import { navigate, roomPath, routeOf, useAddress, visitorPath } from '../router.js'
import type { IconName } from '../ui/icon.js'
import { themes, useTheme } from '../ui/theme.js'
import { toast } from '../ui/toast.js'
import { deskShortcuts, inboxShortcuts, sayKeys } from './shortcuts.js'

/** Something the palette can do. */
export interface Order {
  readonly name: string
  /** Other words for it. */
  readonly also?: string
  readonly icon: IconName
  /** What does the same, parted by spaces. */
  readonly keys?: string
  readonly run: () => void
}

type Action = (typeof deskShortcuts)[number]['action'] | (typeof inboxShortcuts)[number]['action']

/** From the table, so that a key shown here is the key that works. */
function keysOf(action: Action): { keys: string } {
  const found = [...deskShortcuts, ...inboxShortcuts].find(shortcut => shortcut.action === action)
  return { keys: sayKeys(found?.keys ?? '') }
}

/** All that can be done here and now; what belongs to a conversation only while one is open. */
export function useOrders(): readonly Order[] {
  const route = routeOf(useAddress())
  const room = route.page === 'messages' ? route.room : null
  const { theme, choose } = useTheme()
  const { sound } = useChoice()
  const { signOut } = useSignOut()
  return [
    ...(room === null ? [] : ordersOf(room)),
    {
      name: 'Go to Messages',
      also: 'inbox list',
      icon: 'inbox',
      ...keysOf('messages'),
      run: () => navigate('/messages'),
    },
    {
      name: 'Go to Settings',
      also: 'widget look chatbot',
      icon: 'settings',
      ...keysOf('settings'),
      run: () => navigate('/settings/chatbot'),
    },
    {
      name: 'Canned replies',
      also: 'settings snippets templates',
      icon: 'zap',
      run: () => navigate('/settings/replies'),
    },
    {
      name: 'Go to Account',
      also: 'password sessions profile',
      icon: 'user',
      ...keysOf('account'),
      run: () => navigate('/account'),
    },
    {
      name: sound ? 'Mute the bell' : 'Turn the bell on',
      also: 'sound ring silence unmute',
      icon: sound ? 'soundOff' : 'sound',
      run: () => {
        chooseAttention({ sound: !sound })
        toast({ title: sound ? 'The bell is muted in this browser' : 'The bell sounds again' })
      },
    },
    ...themes
      .filter(({ value }) => value !== theme)
      .map(
        ({ value, label, icon }): Order => ({
          name: value === 'system' ? 'Theme as the system has it' : `${label} theme`,
          also: 'theme colour mode appearance',
          icon,
          run: () => choose(value),
        }),
      ),
    {
      name: 'Keyboard shortcuts',
      also: 'keys help',
      icon: 'keyboard',
      ...keysOf('keys'),
      run: () => dispatchEvent(new Event('deskbell:keys')),
    },
    { name: 'Sign out', also: 'log out leave', icon: 'signOut', run: signOut },
  ]
}

const ordersOf = (room: string): Order[] => [
  { name: 'Reply', also: 'write answer', icon: 'message', ...keysOf('reply'), run: focusComposer },
  { name: 'Write a private note', also: 'team', icon: 'lock', ...keysOf('note'), run: beginNote },
  {
    name: 'About the visitor',
    also: 'person details files',
    icon: 'panel',
    run: () => navigate(visitorPath(room)),
  },
  {
    name: 'Copy link to this conversation',
    also: 'address url share',
    icon: 'link',
    run: () => void copyLink(room),
  },
]

async function copyLink(room: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(`${location.origin}${roomPath(room)}`)
    toast({ title: 'Link copied', text: 'It opens for members of this site.' })
  } catch {
    toast({
      tone: 'danger',
      title: 'Your browser did not allow it',
      text: 'Copy the address of this page instead.',
    })
  }
}

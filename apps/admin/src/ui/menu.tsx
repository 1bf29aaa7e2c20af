import {
  cloneElement,
  type HTMLAttributes,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useId,
  useRef,
  useState,
} from 'react'
import { IconButton } from './icon-button.js'
import { later } from './later.js'
import { whenFetched } from './when-fetched.js'

/** Fetched before anybody needs it, but after the page: Radix's menu is the weight of a page. */
export const MenuSheet = later(() => import('./menu-sheet.js').then(m => m.MenuSheet))

type TriggerProps = HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLButtonElement> }
type Opener = { label: string; trigger?: never } | { label?: never; trigger: ReactElement<TriggerProps> }

/** What can be done here. Opened by `trigger`, a button that takes a ref, or by three dots named `label`. */
export function Menu({
  label,
  trigger = <IconButton icon="more" label={label ?? ''} />,
  align = 'end',
  children,
}: Opener & { align?: 'start' | 'end'; children: ReactNode }) {
  const [open, setOpen] = useState<'no' | 'by keys' | 'by pointer'>('no')
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  const prefetch = () => void MenuSheet.fetch().catch(() => {})
  const show = (how: 'by keys' | 'by pointer') => {
    whenFetched(MenuSheet, () => setOpen(how))
  }
  return (
    <span className="relative inline-flex shrink-0">
      {cloneElement(trigger, {
        ref: opener,
        id,
        'aria-haspopup': 'menu',
        'aria-expanded': open !== 'no',
        onPointerEnter: prefetch,
        onFocus: prefetch,
        onClick: (event: MouseEvent) => {
          if (open === 'no') show(event.detail === 0 ? 'by keys' : 'by pointer')
          else setOpen('no')
        },
        onKeyDown: event => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          show('by keys')
        },
      })}
      {open !== 'no' && (
        <MenuSheet
          align={align}
          labelledBy={id}
          opener={opener}
          byKeys={open === 'by keys'}
          onClose={() => setOpen('no')}
        >
          {children}
        </MenuSheet>
      )}
    </span>
  )
}

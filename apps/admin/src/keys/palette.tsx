import { Command } from 'cmdk'
import { Dialog as Parts } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { useInboxPart } from '../realtime/inbox.js'
import { givenName, lastLine, visitorName } from '../rooms/names.js'
import { OneLine } from '../rooms/one-line.js'
import { navigate, roomPath } from '../router.js'
import { Avatar } from '../ui/avatar.js'
import { Sheet } from '../ui/dialog.js'
import { Icon } from '../ui/icon.js'
import { Keys } from '../ui/marks.js'
import { roomsFor } from './rooms-for.js'
import { type Order, useOrders } from './use-orders.js'

/** Without a search only the newest, so that the commands are seen, too. */
const ROOMS = { newest: 4, found: 12 } as const

/**
 * Everything by its name: people and commands.
 * @param onClose `then` is what was chosen, to be done when the focus is back on the page
 */
export function Palette({ onClose }: { onClose: (then?: () => void) => void }) {
  const { me } = useDesk()
  const [search, setSearch] = useState('')
  const list = useInboxPart(state => state.list)
  const whole = useInboxPart(state => state.more === 'none')
  const orders = useOrders()
  const typed = search.trim()
  const rooms = roomsFor(list, typed, typed === '' ? ROOMS.newest : ROOMS.found)
  const fitting = orders.filter(order => fits(order, typed))
  return (
    <Sheet open onClose={() => onClose()} width="max-w-140" described={false}>
      <Parts.Title className="sr-only">Search and commands</Parts.Title>
      <Command label="Search and commands" shouldFilter={false} loop>
        <div className="flex items-center gap-3 border-b border-border px-4">
          <Icon name="search" className="text-muted" />
          <Command.Input
            value={search}
            onValueChange={setSearch}
            placeholder="A person, a page, a command"
            maxLength={200}
            className="h-12 min-w-0 flex-1 bg-transparent text-15 text-text outline-none placeholder:text-muted placeholder:opacity-100 max-phone:text-16"
          />
          <span className="text-muted max-phone:hidden">
            <Keys keys="Esc" />
          </span>
        </div>
        {/* Not in the list, which may hold nothing but its options. */}
        <p className="px-5 text-center text-muted" role="status">
          {rooms.length + fitting.length === 0 && (
            <span className="block pt-10">
              Nobody and nothing by “{typed}”{whole ? '.' : ' among the conversations loaded so far.'}
            </span>
          )}
        </p>
        <Command.List
          label="People and commands"
          className="h-96 max-h-[60dvh] scroll-py-2 overflow-y-auto p-2"
        >
          {rooms.length > 0 && (
            <Group heading="Conversations">
              {rooms.map(row => (
                <Item
                  key={row.id}
                  value={`room ${row.id}`}
                  onSelect={() => onClose(() => navigate(roomPath(row.id)))}
                >
                  <Avatar id={row.visitor?.id ?? row.id} name={givenName(row)} size={24} />
                  <span className="max-w-1/2 shrink-0 truncate font-medium" dir="auto">
                    {visitorName(row)}
                  </span>
                  <span className="min-w-0 flex-1 text-muted">
                    <OneLine>
                      {typed === '' ? lastLine(row.last, me.user.id) : (row.visitor?.email ?? row.consumer)}
                    </OneLine>
                  </span>
                </Item>
              ))}
            </Group>
          )}
          {fitting.length > 0 && (
            <Group heading="Commands">
              {fitting.map(order => (
                <Item key={order.name} value={order.name} onSelect={() => onClose(order.run)}>
                  <span className="grid size-6 shrink-0 place-items-center text-muted">
                    <Icon name={order.icon} />
                  </span>
                  <span className="min-w-0 flex-1 truncate">{order.name}</span>
                  {order.keys && (
                    <span className="text-muted">
                      <Keys keys={order.keys} />
                    </span>
                  )}
                </Item>
              ))}
            </Group>
          )}
        </Command.List>
      </Command>
    </Sheet>
  )
}

/** Every word that was typed begins one of its own. */
function fits({ name, also = '' }: Order, typed: string): boolean {
  const own = `${name} ${also}`.toLocaleLowerCase().split(/\s+/)
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return words.every(word => own.some(part => part.startsWith(word)))
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&>[cmdk-group-heading]]:px-3 [&>[cmdk-group-heading]]:pt-2 [&>[cmdk-group-heading]]:pb-1 [&>[cmdk-group-heading]]:text-12 [&>[cmdk-group-heading]]:font-medium [&>[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  )
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer select-none items-center gap-3 rounded-2 px-3 aria-selected:bg-hover max-phone:h-11 forced-colors:aria-selected:outline-2"
    >
      {children}
    </Command.Item>
  )
}

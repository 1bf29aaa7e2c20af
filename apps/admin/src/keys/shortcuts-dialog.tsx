import { Dialog } from '../ui/dialog.js'
import { KeyList } from './key-list.js'
import { shortcutGroups } from './shortcuts.js'

/** All keys there are. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" size="md">
      <div className="gap-x-10 phone:columns-2">
        {shortcutGroups.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-12 font-medium text-muted">{title}</h3>
            <KeyList shortcuts={shortcuts} />
          </section>
        ))}
      </div>
    </Dialog>
  )
}

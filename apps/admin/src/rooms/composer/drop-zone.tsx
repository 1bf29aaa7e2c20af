import { type ComponentProps, type DragEvent, type ReactNode, useState } from 'react'
import { Icon } from '../../ui/icon.js'

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/**
 * A place where files can be dropped anywhere; says so while they hover over it.
 * @param onFiles null while none are taken; `words` say what happens either way
 */
export function DropZone({
  words,
  onFiles,
  children,
  ...rest
}: {
  words: string
  onFiles: ((files: File[]) => void) | null
  children: ReactNode
} & ComponentProps<'section'>) {
  const [isOver, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button does the same; this is the short way
    <section
      {...rest}
      onDragEnter={event => {
        if (holdsFiles(event)) setOver(true)
      }}
      onDragOver={event => {
        if (!holdsFiles(event)) return
        // Else the browser would leave the page for the file.
        event.preventDefault()
        event.dataTransfer.dropEffect = onFiles ? 'copy' : 'none'
      }}
      onDragLeave={event => {
        const to = event.relatedTarget
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
      }}
      onDrop={event => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(false)
        onFiles?.([...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-2 z-20 grid animate-fade place-content-center justify-items-center gap-2 rounded-3 border-2 border-dashed border-accent-line bg-surface/90 p-4 text-center">
          <Icon name={onFiles ? 'upload' : 'lock'} size={24} className="text-muted" />
          <p className="text-14 font-medium text-balance">{words}</p>
        </div>
      )}
    </section>
  )
}

import { Dialog } from 'radix-ui'
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { buttonClass } from '../../ui/button.js'
import { Icon, type IconName } from '../../ui/icon.js'
import { iconButtonClass } from '../../ui/icon-button.js'
import { sayMoment } from '../../ui/moment.js'
import { OneLine } from '../one-line.js'
import type { Picture } from './pictures.js'

/** How far a finger has to go sideways to turn the page, in pixels. */
const SWIPE = 48

/** A picture as large as the window, and the others of the conversation beside it. */
export function Lightbox({
  pictures,
  url,
  onShow,
  onClose,
  onClosed,
}: {
  pictures: readonly Picture[]
  url: string
  onShow: (url: string) => void
  onClose: () => void
  /** It is gone, and the focus may go back. */
  onClosed: () => void
}) {
  const index = pictures.findIndex(picture => picture.url === url)
  const picture = pictures[index]
  const [isLarge, setLarge] = useState(false)
  const step = (by: number) => {
    const next = pictures[index + by]
    if (!next) return
    setLarge(false)
    onShow(next.url)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isRtl = document.documentElement.dir === 'rtl'
    // Then they move the picture.
    if (isLarge) return
    if (event.key === (isRtl ? 'ArrowLeft' : 'ArrowRight')) step(1)
    else if (event.key === (isRtl ? 'ArrowRight' : 'ArrowLeft')) step(-1)
    else if (event.key === 'Home') step(-index)
    else if (event.key === 'End') step(pictures.length - 1 - index)
    else return
    event.preventDefault()
  }
  // Erased or gone while it was looked at.
  useEffect(() => {
    if (!picture) onClose()
  }, [picture, onClose])
  if (!picture) return null
  return (
    <Dialog.Root open onOpenChange={open => !open && onClose()}>
      <Dialog.Portal>
        {/* Our own in the place of Radix's Overlay, whose <style> our content security policy refuses. */}
        <div className="fixed inset-0 z-40 animate-fade bg-bg">
          <Dialog.Content
            className="flex h-full flex-col outline-none"
            aria-modal="true"
            aria-describedby={undefined}
            onKeyDown={onKeyDown}
            onCloseAutoFocus={event => {
              event.preventDefault()
              onClosed()
            }}
          >
            <header className="flex h-14 flex-none items-center gap-1 border-b border-border bg-surface ps-4 pe-2">
              <div className="me-auto min-w-0">
                <Dialog.Title className="text-14">
                  <OneLine>{picture.name}</OneLine>
                </Dialog.Title>
                <p className="truncate text-12 text-muted">
                  {picture.by}, <time dateTime={picture.at}>{sayMoment(picture.at, new Date())}</time>
                </p>
              </div>
              {pictures.length > 1 && (
                <p className="px-2 text-12 whitespace-nowrap text-muted tabular-nums" role="status">
                  <span className="sr-only">Picture </span>
                  {index + 1} of {pictures.length}
                </p>
              )}
              <Tool
                icon={isLarge ? 'zoomOut' : 'zoomIn'}
                label={isLarge ? 'Fit to the window' : 'Show larger'}
                onClick={() => setLarge(!isLarge)}
              />
              <a
                className={iconButtonClass()}
                href={picture.url}
                download={picture.name}
                aria-label={`Download ${picture.name}`}
                title="Download"
              >
                <Icon name="download" />
              </a>
              <Dialog.Close asChild>
                <Tool icon="x" label="Close" />
              </Dialog.Close>
            </header>
            <div className="relative min-h-0 flex-1">
              <Stage
                key={picture.url}
                picture={picture}
                isLarge={isLarge}
                onLarge={setLarge}
                onSwipe={step}
                onBeside={onClose}
              />
              {index > 0 && <Turn side="before" onClick={() => step(-1)} />}
              {index < pictures.length - 1 && <Turn side="after" onClick={() => step(1)} />}
            </div>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Tool({ icon, label, ...rest }: { icon: IconName; label: string; onClick?: () => void }) {
  return (
    <button type="button" {...rest} className={iconButtonClass()} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}

function Turn({ side, onClick }: { side: 'before' | 'after'; onClick: () => void }) {
  return (
    <button
      type="button"
      className={`absolute! top-1/2 -translate-y-1/2 rounded-full! ${buttonClass({ size: 'lg' }, 'w-10 px-0! max-phone:w-11')} ${side === 'before' ? 'start-3' : 'end-3'}`}
      aria-label={side === 'before' ? 'The picture before' : 'The next picture'}
      onClick={onClick}
    >
      <Icon name={side === 'before' ? 'chevronLeft' : 'chevronRight'} size={20} />
    </button>
  )
}

/** The picture itself: fitted, or larger than the window and then moved by scrolling. */
function Stage({
  picture,
  isLarge,
  onLarge,
  onSwipe,
  onBeside,
}: {
  picture: Picture
  isLarge: boolean
  onLarge: (isLarge: boolean) => void
  onSwipe: (by: 1 | -1) => void
  onBeside: () => void
}) {
  const stage = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const start = useRef<{ x: number; y: number } | null>(null)
  const hasSwiped = useRef(false)

  const zoom = (event: MouseEvent<HTMLImageElement>) => {
    if (hasSwiped.current) return
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
    onLarge(!isLarge)
    // What was clicked comes to the middle.
    requestAnimationFrame(() => {
      const element = stage.current
      if (!element) return
      element.scrollTo(
        x * element.scrollWidth - element.clientWidth / 2,
        y * element.scrollHeight - element.clientHeight / 2,
      )
    })
  }
  const onPointerUp = (event: PointerEvent) => {
    const from = start.current
    start.current = null
    if (!from || isLarge || event.pointerType === 'mouse') return
    const [x, y] = [event.clientX - from.x, event.clientY - from.y]
    hasSwiped.current = Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)
    if (!hasSwiped.current) return
    const isRtl = document.documentElement.dir === 'rtl'
    onSwipe(x < 0 === isRtl ? -1 : 1)
  }
  // As large as it is, and at least twice what fits.
  const fits = Math.min(1, innerWidth / size.width, (innerHeight - 56) / size.height)
  const large = { width: Math.max(size.width, 2 * size.width * fits), maxWidth: 'none' }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is on buttons and keys; this is the short way
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same
    <div
      ref={stage}
      {...(isLarge && { tabIndex: 0, role: 'group', 'aria-label': 'The picture, larger than the window' })}
      className={`size-full p-4 max-phone:p-0 ${isLarge ? 'overflow-auto' : 'grid touch-pan-y grid-rows-[minmax(0,1fr)] place-items-center overflow-hidden'}`}
      onPointerDown={event => {
        hasSwiped.current = false
        start.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerUp={onPointerUp}
      onClick={event => {
        if (event.target === stage.current && !isLarge) onBeside()
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button on top does the same */}
      <img
        src={picture.url}
        alt={picture.name}
        className={`rounded-1 bg-surface ${isLarge ? 'mx-auto cursor-zoom-out' : 'max-h-full max-w-full cursor-zoom-in object-scale-down'}`}
        {...(isLarge && { style: large })}
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
          setSize({ width, height })
        }
        onClick={zoom}
      />
    </div>
  )
}

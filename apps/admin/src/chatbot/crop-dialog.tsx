import { type RefObject, useEffect, useState } from 'react'
import Cropper, { type Area as CropArea } from 'react-easy-crop'
import { Button } from '../ui/button.js'
import { Dialog } from '../ui/dialog.js'
import { FieldError } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { cropped, type OpenPicture, PictureError } from './picture.js'
// Its own way is a style element, which our content security policy refuses.
import 'react-easy-crop/react-easy-crop.css'

const MOST_ZOOM = 4

/** Chooses the part of a picture that is shown, round. */
export function CropDialog({
  picture,
  onDone,
  onClose,
}: {
  picture: OpenPicture
  onDone: (made: Blob) => void
  onClose: () => void
}) {
  const [crop, setCrop] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const [area, setArea] = useState<{ part: CropArea; pixels: CropArea } | null>(null)
  const [state, setState] = useState<'open' | 'cutting' | { wrong: string }>('open')
  const [cropper, setCropper] = useState<RefObject<HTMLDivElement> | null>(null)
  useEffect(() => {
    // After the dialog took note of where the focus was.
    const frame = requestAnimationFrame(() => cropper?.current.focus())
    return () => cancelAnimationFrame(frame)
  }, [cropper])
  const use = () => {
    if (area === null) return
    setState('cutting')
    cropped(picture, area.pixels).then(onDone, (error: unknown) =>
      setState({
        wrong: error instanceof PictureError ? error.message : 'This did not work. Try another one.',
      }),
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Crop the picture"
      description="Drag it, or use the arrow keys. What lies in the circle is shown."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={area === null || state === 'cutting'} onClick={use}>
            Use this part
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {/* Square, so that all of the shorter side can be in the circle. */}
        <div className="relative mx-auto aspect-square w-72 max-w-full overflow-hidden rounded-3 bg-sunken">
          <Cropper
            image={picture.url}
            crop={crop}
            zoom={zoom}
            maxZoom={MOST_ZOOM}
            aspect={1}
            cropShape="round"
            objectFit="cover"
            setCropperRef={setCropper}
            showGrid={false}
            keyboardStep={8}
            disableAutomaticStylesInjection
            onCropChange={setCrop}
            onZoomChange={setZoom}
            onCropAreaChange={(part, pixels) => setArea({ part, pixels })}
            mediaProps={{ alt: '' }}
            cropperProps={{
              role: 'application',
              'aria-label': 'Part that is shown. The arrow keys move the picture',
            }}
            classes={{
              cropAreaClassName:
                'focus-visible:outline-3 focus-visible:outline-focus focus-visible:rounded-full',
            }}
          />
        </div>
        <div className="flex items-center gap-3">
          <Icon name="zoomOut" className="text-muted" />
          <input
            type="range"
            aria-label="Zoom"
            className="h-6 min-w-0 flex-1 accent-accent coarse:h-11"
            min={1}
            max={MOST_ZOOM}
            step={0.05}
            value={zoom}
            aria-valuetext={`${zoom.toFixed(1)} times`}
            onChange={event => setZoom(event.target.valueAsNumber)}
          />
          <Icon name="zoomIn" className="text-muted" />
          {area && <AsShown url={picture.url} part={area.part} />}
        </div>
        {typeof state === 'object' && (
          <p role="alert">
            <FieldError>{state.wrong}</FieldError>
          </p>
        )}
      </div>
    </Dialog>
  )
}

/** The part as large as visitors see it. `part` in hundredths of the picture. */
function AsShown({ url, part }: { url: string; part: CropArea }) {
  return (
    <span className="relative ms-2 size-10 flex-none overflow-hidden rounded-full bg-sunken ring-1 ring-border">
      <img
        src={url}
        alt=""
        className="absolute max-w-none"
        style={{
          width: `${10_000 / part.width}%`,
          height: `${10_000 / part.height}%`,
          left: `${(-100 * part.x) / part.width}%`,
          top: `${(-100 * part.y) / part.height}%`,
        }}
      />
    </span>
  )
}

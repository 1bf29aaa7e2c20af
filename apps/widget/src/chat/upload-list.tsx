import { Icon } from './icons.js'
import type { Uploads } from './uploads.js'

/** Files on their way, above the field they were chosen at. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  return uploads.getSnapshot().map(({ id, name, part, failure, again }) => (
    <div class="up" key={id}>
      <div>
        <span dir="auto">{name}</span>
        {failure === null ? (
          <progress value={part} aria-label={`Uploading ${name}`} />
        ) : (
          <p role="alert">{failure}</p>
        )}
      </div>
      {failure !== null && again && (
        <button type="button" onClick={() => uploads.retry(id)}>
          Retry
        </button>
      )}
      <button type="button" class="tool" aria-label={`Remove ${name}`} onClick={() => uploads.remove(id)}>
        <Icon name="x" />
      </button>
    </div>
  ))
}

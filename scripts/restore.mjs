// `npm run restore -- <file>`, with every server on that database stopped.
import { launch } from './parts/launch.mjs'

await launch('restore')

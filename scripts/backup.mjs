// `npm run backup -- [file or folder]`, beside a running server or without one.
import { launch } from './parts/launch.mjs'

await launch('backup')

// `npm run reset-password -- <user>`, beside a running server or without one.
import { launch } from './parts/launch.mjs'

await launch('reset-password')

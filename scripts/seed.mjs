// `npm run seed`: fills a site with believable data, beside a running server or without one.
import { launch } from './parts/launch.mjs'

await launch('seed')

import { LIMITS } from '@deskbell/protocol/limits'

/** Preloaded into a node whose heart is to beat every second, for runs that cannot wait for three real beats. */
Object.assign(LIMITS, { heartbeat: 1_000 })

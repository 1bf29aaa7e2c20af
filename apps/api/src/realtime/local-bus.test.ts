import { describe } from 'vitest'
import { busContract } from '../../test/bus-contract.js'
import { LocalBus } from './local-bus.js'

describe('the bus within one process', () => {
  busContract(async () => {
    const bus = new LocalBus()
    return { join: async () => bus.join(), close: async () => {} }
  }, true)
})

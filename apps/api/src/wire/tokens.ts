import fastifyJwt from '@fastify/jwt'
import type { FastifyInstance } from 'fastify'
import { readClaims, type Tokens } from '../accounts/token.js'

const ALGORITHM = 'HS256'

/**
 * Tokens by @fastify/jwt, with one algorithm both ways: a token that names another is not looked at.
 * @param secret the signing key, the same on every node
 */
export async function addTokens(app: FastifyInstance, secret: string): Promise<Tokens> {
  await app.register(fastifyJwt, {
    secret,
    sign: { algorithm: ALGORITHM },
    verify: { algorithms: [ALGORITHM] },
  })
  return {
    signMember: claims => app.jwt.sign({ typ: 'member', ...claims }),
    signVisitor: claims => app.jwt.sign({ typ: 'visitor', ...claims }),
    verify: token => {
      try {
        return readClaims(app.jwt.verify(token))
      } catch {
        return null
      }
    },
  }
}

// Preloaded into the server that is measured: collects garbage and tells its memory when asked over IPC.
process.on('message', () => {
  globalThis.gc?.()
  globalThis.gc?.()
  process.send?.(process.memoryUsage())
})
// Being askable must not keep a server alive that wants to stop.
process.channel?.unref()

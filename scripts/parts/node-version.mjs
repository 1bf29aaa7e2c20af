// Imported before everything else, so that an old Node says what is wrong instead of where it stumbled.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Deskbell needs Node 20.19 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}

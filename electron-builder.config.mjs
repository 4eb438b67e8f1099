// Installers for Windows, macOS and Linux. Build on the system that the installer is for: npm installs the native parts of that
// system only. scripts/packaging.test.ts checks that whatever plain Node loads lies outside the archive.
const node = (folder, name) => ({
  from: `node_modules/${folder}/bin`,
  to: 'node/bin',
  filter: [name],
});
const engineOf = (...foreign) =>
  foreign.map((system) => `!node_modules/onnxruntime-node/bin/napi-v*/${system}/**`);

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'studio.unicode2.app',
  productName: 'UniCode2 Studio',
  copyright: 'UniCode² Studio contributors, MIT licence',
  directories: { output: 'release', buildResources: 'resources/icons' },
  // Dependencies of package.json are added by electron-builder. The Node packages go beside the application, once.
  files: ['out/**', 'package.json', 'LICENSE', 'NOTICE', '!node_modules/node-*/**', '!**/*.map'],

  asar: true,
  // Plain Node cannot read the archive. Inside stay the shell and its preload; the studio, engine, web and CLI entries, the chunks
  // they share, the page that the browser host serves and every dependency lie outside.
  asarUnpack: ['out/{studio,engine,web,cli,chunks,renderer}/**', 'node_modules/**', 'package.json'],
  extraResources: [{ from: 'resources/packs', to: 'packs' }],
  // Node-API addons fit every runtime, and none runs inside Electron.
  npmRebuild: false,

  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },

  win: {
    target: ['nsis'],
    files: engineOf('darwin', 'linux'),
    extraResources: [node('node-win-${arch}', 'node.exe')],
  },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true, perMachine: false },

  mac: {
    target: ['dmg'],
    category: 'public.app-category.graphics-design',
    hardenedRuntime: true,
    files: engineOf('win32', 'linux'),
    extraResources: [node('node-darwin-${arch}', 'node')],
  },

  linux: {
    target: ['AppImage', 'deb'],
    category: 'Graphics',
    maintainer: 'UniCode² Studio contributors',
    files: engineOf('win32', 'darwin'),
    extraResources: [node('node-linux-${arch}', 'node')],
  },
};

// SPDX-License-Identifier: Apache-2.0
// The worker that holds the model: it unpacks it once, then answers questions.
// It follows wasm_exec.js in one text, so Go is defined.

let answering;

/** Turns the packed model, a text of base64, into a compiled module. */
async function compile(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const unpacked = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')),
    {headers: {'Content-Type': 'application/wasm'}});
  return WebAssembly.compileStreaming(unpacked);
}

/** Starts the model; resolves once it answers. */
async function start(module) {
  const go = new Go();
  const ready = new Promise(resolve => { self.crossroadsReady = resolve; });
  go.run(await WebAssembly.instantiate(module, go.importObject));
  await ready;
  return self.crossroadsAnswer;
}

self.onmessage = async ({data}) => {
  try {
    if (data.packed || data.module) {
      const module = data.module ?? await compile(data.packed);
      answering = await start(module);
      self.postMessage({ready: true, module: data.packed ? module : undefined});
      return;
    }
    self.postMessage({number: data.number, text: answering(data.text)});
  } catch (fault) {
    self.postMessage({number: data.number, fault: String(fault)});
  }
};

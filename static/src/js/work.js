// <form data-work="token" data-work-bits="14">: finds the number that a robot would have to compute for each try.
// Small steps in the browser's spare time: a phone that works stays quick to the touch.
const BATCH = 500;
const encoder = new TextEncoder();

async function opens(token, number, bits) {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${number}`));
  return new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
}

const spare = () => new Promise((resolve) => {
  if (globalThis.requestIdleCallback) requestIdleCallback(resolve, { timeout: 10 });
  else setTimeout(resolve);
});

async function find(token, bits) {
  for (let start = 0; ; start += BATCH) {
    await spare();
    const tries = Array.from({ length: BATCH }, (_, step) => opens(token, start + step, bits));
    const hit = (await Promise.all(tries)).indexOf(true);
    if (hit >= 0) return start + hit;
  }
}

for (const form of document.querySelectorAll("form[data-work]")) {
  const bits = Number(form.dataset.workBits);
  // Only secure pages and loopback offer digests; elsewhere the server's other guards stand alone.
  if (globalThis.crypto?.subtle) find(form.dataset.work, bits).then((number) => { form.elements.work.value = number; });
}

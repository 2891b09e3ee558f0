// The sentences that scripts say, translated by the server (templates/_words.html).
const source = document.getElementById("words");
const words = source ? JSON.parse(source.textContent) : {};

export function say(key, facts = {}) {
  return (words[key] ?? "").replace(/%(\w+)%/g, (whole, name) => facts[name] ?? whole);
}

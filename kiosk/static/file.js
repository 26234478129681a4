// The QR of a receipt brings number and code behind the "#", which no server sees: the page asks by itself, once, with
// neither left in its address.
const form = document.getElementById("ask");
const [, number, code] = decodeURIComponent(window.location.hash).match(/^#(.+)\.([A-Za-z0-9]+)$/) ?? [];

if (code) {
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  form.elements.number.value = number;
  form.elements.code.value = code;
  form.submit();
}

// A book as a file: fetched beside the page, so that the page stays usable, says what it waits for, and can be stopped.
// Without this script the links are ordinary downloads.
const told = document.getElementById("book-told");
const words = document.getElementById("book-words");
const stop = document.getElementById("book-stop");
let under_way = null;

function say(text, { bad = false, stoppable = false } = {}) {
  words.textContent = text;
  told.classList.toggle("book-told--bad", bad);
  stop.hidden = !stoppable;
  told.hidden = !text;
}

function nameOf(answer) {
  const named = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") ?? "");
  return named ? named[1] : "buku";
}

async function keep(answer) {
  const place = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), { href: place, download: nameOf(answer) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(place), 60_000);
}

async function take(link) {
  under_way = new AbortController();
  link.setAttribute("aria-busy", "true");
  say(`Buku sedang disusun sebagai ${link.dataset.book}. Anda dapat tetap bekerja di halaman lain.`, { stoppable: true });
  try {
    const answer = await fetch(link.href, { signal: under_way.signal, headers: { Accept: "application/json" } });
    if (answer.ok) {
      await keep(answer);
      say(`${link.dataset.book} selesai dan disimpan di folder unduhan.`);
    } else {
      const problem = await answer.json().catch(() => ({}));
      say(problem.detail ?? "Buku tidak dapat disusun. Coba sekali lagi.", { bad: true });
    }
  } catch (error) {
    const stopped = error.name === "AbortError";
    say(stopped ? "Dibatalkan. Tidak ada yang disimpan." : "Server tidak terhubung. Coba sekali lagi.", { bad: !stopped });
  } finally {
    link.removeAttribute("aria-busy");
    under_way = null;
  }
}

for (const link of document.querySelectorAll("[data-book]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (!under_way) take(link);
  });
}
stop.addEventListener("click", () => under_way?.abort());

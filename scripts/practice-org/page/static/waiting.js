/** Tells how far the build is, and loads the page when it is there. */
const words = document.getElementById('words');

async function look() {
  try {
    const response = await fetch(`/page/progress${location.search}`, { cache: 'no-store' });
    const progress = await response.json();
    if (progress.state !== 'building') location.reload();
    words.textContent = progress.words;
  } catch {
    words.textContent += ' …';
  }
  setTimeout(look, 500);
}

await look();

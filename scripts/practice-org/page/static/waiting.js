/** Tells how far the build is, and loads the page when it is there. */
const shown = document.getElementById('progress');

async function look() {
  try {
    const response = await fetch(`/page/progress${location.search}`, { cache: 'no-store' });
    const progress = await response.json();
    if (progress.state !== 'building') location.reload();
    shown.textContent = progress.text;
  } catch {
    shown.textContent += ' …';
  }
  setTimeout(look, 500);
}

await look();

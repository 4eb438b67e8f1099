/** Shown in place of the studio when its process does not stay up: plain HTML, because the policy allows no inline script. */
export function failurePage(reason: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>UniCode² Studio</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.25rem; }
  pre { white-space: pre-wrap; padding: 0.75rem; border: 1px solid currentColor; border-radius: 8px; }
</style>
<main>
  <h1>The studio could not start</h1>
  <p>Your pictures and chats are untouched.</p>
  <pre>${escapeHtml(reason)}</pre>
  <p><a href="/?retry">Try again</a></p>
</main>
</html>
`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

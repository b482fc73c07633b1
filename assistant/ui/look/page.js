// Ctrl+Enter sends, Esc stops: what clerks know from other programs. Appearance is kept here.
const SENDERS = {box: 'send', 'desk-text': 'desk-run', 'desk-feedback': 'desk-run'};
document.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    for (const [box, button] of Object.entries(SENDERS)) {
      if (event.target.closest?.('#' + box)) {
        event.preventDefault();
        event.stopPropagation();
        // the page takes over what was typed a moment before the click
        setTimeout(() => document.getElementById(button)?.click(), 0);
      }
    }
  } else if (event.key === 'Escape') {
    for (const name of ['draft-stop', 'opinions-stop', 'stop']) {
      const button = document.getElementById(name);
      if (button?.offsetParent) { button.click(); break; }  // only what is in sight
    }
  }
}, true);

function dress() {
  const kept = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const theme = kept('assistant-theme');
  const dark = theme === 'dark' ||
    (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.body?.classList.toggle('dark', dark);
  const root = document.documentElement;
  root.lang = 'zh-CN';
  for (const size of ['large', 'larger']) {
    root.classList.toggle('type-' + size, kept('assistant-type') === size);
  }
}

// What the components leave in English, or out of reach of a keyboard or a screen reader.
const NAMES = {'Close': '关闭', 'Copy': '复制', 'Clear': '清空', 'Copy message': '复制'};
function mend() {
  for (const box of document.querySelectorAll('.reading .textfield:not([tabindex])')) {
    box.tabIndex = 0;
    box.setAttribute('role', 'region');
    const label = box.closest('.block')?.querySelector('[data-testid="block-label"]');
    box.setAttribute('aria-label', label?.textContent.trim() || '正文');
  }
  // a button inside a button, and a list whose children are buttons
  for (const part of document.querySelectorAll('.toast-header[role], .examples[role="list"]')) {
    part.removeAttribute('role');
    part.removeAttribute('tabindex');
  }
  for (const box of document.querySelectorAll('input.search-input:not([aria-label])')) {
    box.placeholder = '在表中查找';
    box.title = '';
    box.setAttribute('aria-label', '在表中查找');
  }
  for (const named of document.querySelectorAll('button[aria-label], button[title]')) {
    for (const name of ['aria-label', 'title']) {
      const said = NAMES[named.getAttribute(name)];
      if (said) { named.setAttribute(name, said); }
    }
  }
}
let waiting = false;
function mendSoon() {
  if (waiting) { return; }
  waiting = true;
  setTimeout(() => { waiting = false; mend(); }, 60);
}

function start() {
  dress();
  // Gradio sets its own class once it has loaded
  setTimeout(dress, 400);
  mend();
  new MutationObserver(mendSoon).observe(document.body, {childList: true, subtree: true});
}
if (document.body) { start(); } else { document.addEventListener('DOMContentLoaded', start); }
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress);
window.assistantDress = dress;

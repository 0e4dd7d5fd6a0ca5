import '../shared/styles.css';

const root = document.getElementById('root');
if (root) root.textContent = '随证';

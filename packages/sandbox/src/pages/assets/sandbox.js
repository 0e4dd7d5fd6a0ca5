// Copy buttons, the camera of the enrolment form, the inbox that refreshes itself and the panel of faults.
// Everything else works without this script.

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = '已复制';
    } catch {
      // Without a secure context there is no clipboard: select the text so that the person can copy it.
      getSelection()?.selectAllChildren(button.previousElementSibling);
      button.textContent = '已选中';
    }
    setTimeout(() => {
      button.textContent = before;
    }, 1500);
  });
}

const camera = document.querySelector('[data-camera]');
if (camera) {
  const video = camera.querySelector('video');
  const canvas = camera.querySelector('canvas');
  const start = camera.querySelector('[data-camera-start]');
  const take = camera.querySelector('[data-camera-take]');
  const says = camera.querySelector('[data-camera-says]');
  const file = camera.closest('form').querySelector('input[type=file]');

  start.addEventListener('click', async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch {
      says.textContent =
        '摄像头打不开，请选择一张照片。 The camera cannot be used here: choose a picture instead.';
      return;
    }
    await video.play();
    video.hidden = false;
    canvas.hidden = true;
    start.hidden = true;
    take.hidden = false;
    says.textContent = '正对镜头，光线均匀。 Face the camera, in even light.';
  });

  take.addEventListener('click', () => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    for (const track of video.srcObject.getTracks()) track.stop();
    video.hidden = true;
    canvas.hidden = false;
    take.hidden = true;
    start.hidden = false;
    start.textContent = '重拍 Again';
    canvas.toBlob(
      (blob) => {
        const chosen = new DataTransfer();
        chosen.items.add(new File([blob], 'portrait.jpg', { type: 'image/jpeg' }));
        file.files = chosen.files;
        says.textContent = '照片已放入表单。 The picture is in the form.';
      },
      'image/jpeg',
      0.92,
    );
  });
}

const inbox = document.querySelector('[data-inbox]');
if (inbox) {
  const mobile = inbox.dataset.inbox;
  const empty = document.querySelector('[data-inbox-empty]');
  let shown = inbox.children.length;
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Asia/Shanghai' });
  const item = (message) => {
    const line = Object.assign(document.createElement('li'), { className: 'tile' });
    const head = document.createElement('p');
    const time = Object.assign(document.createElement('time'), { dateTime: message.at });
    time.textContent = clock.format(new Date(message.at));
    const arrived = message.status === 'delivered';
    const state = Object.assign(document.createElement('span'), {
      className: arrived ? 'pill good' : 'pill wait',
      textContent: arrived ? '已送达 delivered' : '未送达 undelivered',
    });
    const receipt = Object.assign(document.createElement('small'), {
      textContent: {
        pushed: '回执已推送 receipt pushed',
        waiting: '回执待推送 receipt waiting',
        kept: '回执待查询 receipt kept',
      }[message.receipt],
    });
    head.append(Object.assign(document.createElement('b'), { textContent: message.to }), ' ', time, ' ');
    head.append(state, ' ', receipt);
    line.append(head, Object.assign(document.createElement('p'), { textContent: message.text }));
    return line;
  };
  let newest = '';
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(`/sms/inbox?all=1${mobile ? `&mobile=${mobile}` : ''}`).catch(() => undefined);
    if (!answer?.ok) return;
    const { messages } = await answer.json();
    // Redraw only when something changed, so that screen readers are not told the same list again.
    const mark = messages.map(({ messageId, receipt }) => messageId + receipt).join();
    if (mark === newest && messages.length === shown) return;
    newest = mark;
    shown = messages.length;
    inbox.replaceChildren(...messages.map(item));
    empty.hidden = messages.length > 0;
  }, 2000);
}

const faults = document.querySelector('[data-faults]');
if (faults) {
  const now = document.querySelector('[data-faults-now]');
  const show = async (answer) => {
    const list = (await answer.json()).faults;
    now.textContent = list?.length
      ? list
          .map(
            ({ target, mode, ms, rate }) =>
              `${target}: ${mode}${mode === 'delay' ? ` ${ms} ms` : ''} × ${rate}`,
          )
          .join(' · ')
      : '一切正常 All is well';
  };
  faults.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { target, mode, ms, rate } = Object.fromEntries(new FormData(faults));
    const body = JSON.stringify({ target, mode, ms: Number(ms), rate: Number(rate) });
    await show(
      await fetch('/faults', { method: 'PUT', headers: { 'content-type': 'application/json' }, body }),
    );
  });
  show(await fetch('/faults'));
}

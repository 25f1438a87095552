// Times inputs: from the event to the end of the frame after which the page shows what came of it.
// `nspArm` waits for the next event of a type, `nspTaken` for the frame that shows it.
const channel = new MessageChannel();
let taken = null;
const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => {
      channel.port1.onmessage = () => done(performance.now());
      channel.port2.postMessage(null);
    });
  });
window.nspArm = (type, shown) => {
  if (shown()) throw new Error("it is shown before anything is done");
  taken = new Promise((done) => {
    const begin = async (event) => {
      const heard = performance.now() - event.timeStamp;
      for (let frames = 1; frames <= 600; frames += 1) {
        const end = await painted();
        if (shown()) return done({ wait: end - event.timeStamp, heard });
      }
      done(null);
    };
    addEventListener(type, begin, { capture: true, once: true });
  });
};
window.nspTaken = () => taken;

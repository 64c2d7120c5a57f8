// A camera may be open, live and unmuted, and yet never give a picture: browsers hand out such a one when
// another page lets go of it at that moment. Opened once more, it works.

const waitMs = 3000;

// Whether a picture comes of the camera before long. Yes, too, of one that was closed meanwhile, and where
// nobody looks at the page: browsers draw nothing there.
export async function givesPicture(camera: MediaStreamTrack): Promise<boolean> {
  const video = document.createElement('video');
  video.muted = video.autoplay = video.playsInline = true;
  const given = new Promise<boolean>((done) => {
    video.addEventListener('loadeddata', () => done(true));
    window.setTimeout(() => done(document.hidden || camera.readyState === 'ended'), waitMs);
  });
  video.srcObject = new MediaStream([camera]);
  const answer = await given;
  video.srcObject = null;
  return answer;
}

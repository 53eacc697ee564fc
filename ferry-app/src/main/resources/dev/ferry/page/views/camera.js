import { button } from "../act.js";
import { openDialog } from "../dialog.js";
import { h } from "../dom.js";
import { say } from "../words.js";

/** Whether there is a camera here at all; asks nobody. */
export async function hasCamera() {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.some((device) => device.kind === "videoinput");
  } catch {
    return false;
  }
}

/** Shows what the camera sees until a photo is taken; gives it as a file. */
export async function takePhoto(onFiles) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1920 } } });
  const video = h("video", { autoplay: true, playsinline: true, "aria-label": say("camera.view") });
  video.muted = true;
  video.srcObject = stream;
  const take = button(
    say("camera.take"),
    async () => {
      const photo = await picture(video);
      dialog.close();
      onFiles([{ path: photo.name, file: photo }]);
    },
    { look: "button.button.main", drawing: "camera" },
  );
  const dialog = openDialog(say("camera.title"), h("div.camera", {}, video), {
    foot: [take],
    onClose: () => stream.getTracks().forEach((track) => track.stop()),
  });
}

async function picture(video) {
  const canvas = h("canvas", { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext("2d").drawImage(video, 0, 0);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
  const stamp = new Date().toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
  return new File([blob], `${say("camera.file")} ${stamp}.jpg`, { type: "image/jpeg" });
}

/** Stand-in until the camera is wired. */
export function CapturePage() {
  return null;
}

// A browser that was killed at once after the beginning has lost its cookies, and with them the key of what the server
// keeps. Its own copy of the answers is still there: then that is the first way to go on.

const here = document.getElementById("here");
const { isLeft } = await import(here.dataset.device);

if (await isLeft(here.dataset.copy)) here.hidden = false;

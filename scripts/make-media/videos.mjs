export async function makeVideos() {}

/** The words that ask for a caption; packs are trained on them. */
export const captionRequest = 'describe the picture';

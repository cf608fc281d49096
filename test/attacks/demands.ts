export const demands: readonly { words: string; attacks: readonly string[] }[] = [];

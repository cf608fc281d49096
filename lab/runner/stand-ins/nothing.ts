/** Tools that the lab's machine has anyway. */
console.log('The tools of this machine are used.');

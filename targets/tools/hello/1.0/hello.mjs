// A tool that people install with a TUF client: they get this very file, or none.
console.log('Hello from version 1.0');

/** Runs a program: of an error its message is printed, and the exit code is 1. */
export async function program(main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1); // Not by and by: other ranks may be waiting for this one.
  }
}

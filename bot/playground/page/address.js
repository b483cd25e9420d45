// What the address says of the page: one that opens a pane can be kept, and handed to whoever plays the staff.

export const addressAsksFor = (name) => new URLSearchParams(location.search).get(name) === "1";

export function tellAddress(name, open) {
  const address = new URL(location.href);
  if (open) address.searchParams.set(name, "1");
  else address.searchParams.delete(name);
  history.replaceState(null, "", address);
}

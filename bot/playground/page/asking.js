// Asking the playground: requests with JSON, and what it complains about as an error with its words.

export async function post(path, body) {
  const answer = await fetch(`/page/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return result(answer);
}

export async function result(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

// One request at a time; what happens meanwhile asks once more.
export function oneAtATime(load) {
  let loading = false;
  let again = false;
  return async function refresh() {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      await load();
    } finally {
      loading = false;
    }
    if (again) {
      again = false;
      await refresh();
    }
  };
}

// What this page calls itself: what it asks for about a person is one reading, however often.
export const onPage = {"X-Lianxin-Page": document.documentElement.dataset.visit ?? ""};

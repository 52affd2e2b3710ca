// What this page calls itself: what it asks for about a person is one reading, however often.
export const onPage = {
  get "X-Lianxin-Page"() {
    return document.documentElement.dataset.visit ?? "";
  },
};

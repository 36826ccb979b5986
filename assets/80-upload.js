/* An upload that is too large is told so before it is sent: a server that refuses it half-way would
   look like a broken connection. */
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.fc-upload");
  if (!form) return;
  const files = [...form.querySelector("input[type=file]").files];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  form.querySelector(".fc-problem")?.remove();
  if (size <= Number(form.dataset.most)) return;
  event.preventDefault();
  const told = document.createElement("p");
  told.className = "fc-problem";
  told.setAttribute("role", "alert");
  told.textContent = form.dataset.words;
  form.append(told);
});

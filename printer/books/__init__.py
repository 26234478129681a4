"""The office's books on paper: PDF (F4 landscape) and XLSX, made in a process of their own."""

# We wpisach, zamiast pliku, którego czytelnik nie może zobaczyć
post-file-gone = plik, którego już tu nie ma

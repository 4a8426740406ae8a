# Pliki we wpisach
post-file-gone = plik, którego już tu nie ma
post-file-picture = Obraz
post-file-pdf = PDF
post-file-document = Dokument
post-file-sheet = Arkusz
post-file-text = Tekst
post-file-audio = Dźwięk
post-file-video = Film
post-file-archive = Archiwum
post-file-other = Plik

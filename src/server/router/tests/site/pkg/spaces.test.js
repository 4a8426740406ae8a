// Stands for the script of a built page.

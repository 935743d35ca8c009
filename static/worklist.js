// Keys of the list of work. Everything they do can also be done with the page's links and boxes.

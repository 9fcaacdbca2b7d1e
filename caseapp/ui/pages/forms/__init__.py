"""« Formulaires » of a case: help beside an official form, and the PDF forms of the service."""
